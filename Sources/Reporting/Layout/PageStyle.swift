/// The style sheet of the page: light, dark, phone and print.
enum PageStyle {
  /// The whole sheet; `footer` stands at the foot of every printed page.
  static func sheet(footer: String) -> String {
    // The text is ashi's own; quotes and backslashes would end the string.
    let text = footer.filter { $0 != "\"" && $0 != "\\" && $0 != "<" }
    return colors + rules + "@page{margin:18mm 16mm 20mm;@bottom-center{content:\"" + text
      + "\";font:8.5pt sans-serif;color:#536067}}\n"
  }

  private static var colors: String {
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1d2a2e;--muted:#536067;--rule:#d5dcda;"
      + "--panel:#f3f6f5;--edge:#0003;--accent:#0c655b;--notice:#fdf3e4;--notice-ink:#5e3c06;--notice-rule:#d9a441;"
      + charts(ChartPalette.light) + "}"
      + "@media(prefers-color-scheme:dark){:root{--paper:#161c1c;--ink:#e6ebe9;--muted:#a9b5b4;"
      + "--rule:#3a4644;--panel:#1f2726;--edge:#fff4;--accent:#7fd3c5;--notice:#33291a;--notice-ink:#f3d9ae;"
      + "--notice-rule:#a77c33;" + charts(ChartPalette.dark) + "}}"
      // Paper is white whatever the screen.
      + "@media print{:root{color-scheme:light;--paper:#fff;--ink:#1d2a2e;--muted:#536067;"
      + "--rule:#c3cbc9;--panel:#fff;--edge:transparent;--accent:#0c655b;--notice:#fff;--notice-ink:#1d2a2e;"
      + charts(ChartPalette.light) + "}}"
  }

  private static func charts(_ color: (Ink) -> String) -> String {
    Ink.allCases.map { "--chart-" + $0.rawValue + ":" + color($0) + ";" }.joined()
  }

  private static let rules = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,\
    "Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;\
    overflow-wrap:break-word}
    .skip{position:absolute;left:-999rem}
    .skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem}
    .audience{background:var(--panel);border-bottom:1px solid var(--rule);color:var(--muted);\
    font-size:.875rem;padding:.5rem 1.25rem;text-align:center}
    .page{max-width:52rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
    header p{margin:0;color:var(--muted)}
    h1{font-size:1.75rem;line-height:1.25;margin:.25rem 0 .25rem;letter-spacing:-.01em;\
    font-weight:650}
    h2{font-size:1.3rem;line-height:1.3;margin:0 0 .75rem;font-weight:650}
    section{margin-top:3.25rem}
    section>p,figure>p{max-width:42rem}
    p{margin:0 0 .85rem}
    .headline{margin-top:2rem;padding:1.5rem 1.6rem;background:var(--panel);\
    border-left:4px solid var(--accent);border-radius:0 6px 6px 0}
    .headline h2{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .headline p{font-size:1.2rem;line-height:1.55;margin:0}
    .headline p+p{margin-top:.6rem;font-size:1.0625rem;color:var(--muted)}
    .notices{margin:1.5rem 0 0;padding:.9rem 1.2rem .9rem 2.4rem;background:var(--notice);\
    color:var(--notice-ink);border:1px solid var(--notice-rule);border-radius:6px}
    nav{margin-top:1.75rem;font-size:.9375rem}
    nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem 1.1rem}
    a{color:var(--accent);text-underline-offset:.2em}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.9rem;\
    margin:0 0 1.5rem;padding:0}
    .tiles>div{border:1px solid var(--rule);border-radius:8px;padding:1rem 1.1rem;display:flex;\
    flex-direction:column}
    .tiles dt{font-size:.875rem;line-height:1.4;color:var(--muted);margin-bottom:auto}
    .tiles dd{margin:0}
    .tiles .value{font-size:1.9rem;line-height:1.2;font-weight:650;padding-top:.6rem}
    .tiles .detail{font-size:.8125rem;line-height:1.4;min-height:2.8em;color:var(--muted)}
    ol.todo{margin:0;padding-left:1.4rem}
    ol.todo li{margin-bottom:.7rem;padding-left:.25rem}
    figure{margin:0 0 1rem}
    .takeaway{font-weight:550}
    .narrow{display:none}
    svg{display:block;max-width:100%;height:auto;font-family:inherit;margin:1rem 0}
    .scroll{overflow-x:auto;margin:0 0 1.25rem;background:\
    linear-gradient(to left,var(--paper) 40%,transparent) right/2.5rem 100% no-repeat local,\
    linear-gradient(to left,var(--edge),transparent) right/.8rem 100% no-repeat scroll}
    table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.4}
    .caption{color:var(--muted);font-size:.875rem;margin:1.25rem 0 .5rem;max-width:none}
    th,td{padding:.5rem .9rem .5rem 0;text-align:left;vertical-align:top;\
    border-bottom:1px solid var(--rule)}
    thead th{min-width:5.5rem;font-size:.8125rem;font-weight:600;color:var(--muted);vertical-align:bottom;\
    border-bottom:2px solid var(--rule)}
    tbody th{font-weight:500;min-width:8rem}
    .hash{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.75rem;\
    word-break:break-all}
    details{margin:.75rem 0}
    summary{cursor:pointer;color:var(--accent);font-size:.9375rem;padding:.25rem 0}
    .note{font-size:.875rem;line-height:1.55;color:var(--muted);max-width:42rem}
    footer{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--rule);font-size:.875rem;\
    color:var(--muted)}
    @media screen and (min-width:76rem){.page{max-width:72rem}header,.notices,footer{margin-left:16rem}\
    main{display:grid;grid-template-columns:13rem minmax(0,1fr);column-gap:3rem}\
    main>*{grid-column:2;min-width:0}main>nav{grid-column:1;grid-row:1/span 60;align-self:start;\
    position:sticky;top:1.5rem;margin-top:2rem;max-height:calc(100vh - 3rem);overflow-y:auto}\
    nav ul{flex-direction:column;gap:.5rem}nav a{text-decoration:none;text-wrap:balance}\
    nav a:hover{text-decoration:underline}}
    @media(max-width:36rem){body{font-size:1rem}.page{padding:1.5rem 1rem 3rem}h1{font-size:1.45rem}\
    .headline{padding:1.1rem 1.1rem}.headline p{font-size:1.0625rem}section{margin-top:2.5rem}\
    .wide{display:none}.narrow{display:block}table{font-size:.875rem}th,td{padding-right:.5rem}\
    tbody th{min-width:5.5rem}\
    .tiles{grid-template-columns:1fr 1fr;gap:.6rem}.tiles>div{padding:.8rem}\
    .tiles .value{font-size:1.55rem}}
    @media print{html{font-size:9.75pt}body{font-size:1rem;line-height:1.45}\
    .page{max-width:none;padding:0}.audience,nav,.skip{display:none}\
    .wide{display:block}.narrow{display:none}\
    section{margin-top:9mm}h2,section>h2+p,.takeaway,ol.todo{break-after:avoid}\
    p,li{orphans:3;widows:3}h2+*,ol.todo li{break-inside:avoid}\
    figure,tr,.tiles,.headline{break-inside:avoid}.caption{break-after:avoid}.scroll{overflow:visible}\
    table{font-size:.85rem}thead th{font-size:.75rem;min-width:0}tbody th{min-width:0}th,td{padding-right:.5rem}\
    svg{max-width:150mm}a{color:inherit;\
    text-decoration:none}summary{display:none}\
    details::details-content{content-visibility:visible;block-size:auto;display:block}}

    """
}
