import Foundation
import Reporting
import Testing

/// The page in headless Chromium: no console message, no request, no sideways scrolling on a phone,
/// and a set of accessibility checks on what is really rendered.
@Suite(.serialized) struct BrowserTests {
  private static let chromium = [
    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
  ]
  .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What the checking page reports, one fact a line.
  private func facts(
    width: Int, isDark: Bool, clinic: InventedClinic, name: String, showsAll: Bool = false
  ) throws -> [String: String] {
    let folder = NSTemporaryDirectory() + "ashi-page-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var input = clinic.input(name: name)
    // With every cell shown the page has its largest tables and all of its charts, the grid too.
    if showsAll { input.suppressBelow = SuppressionLimits(internal: 1, shared: 11) }
    let report = try ReportBuilder.build(input)
    let page = try #require(report.file("report.html"))
    try Data(page.bytes).write(to: URL(fileURLWithPath: folder + "/report.html"))
    let checks = Self.checks.replacingOccurrences(of: "WIDTH", with: String(width))
    try Data(checks.utf8).write(to: URL(fileURLWithPath: folder + "/checks.html"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.chromium))
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
      "--user-data-dir=" + folder + "/profile", "--window-size=1500,900",
      "--virtual-time-budget=4000", "--enable-logging=stderr",
      "--blink-settings=preferredColorScheme=" + (isDark ? "0" : "1"), "--dump-dom",
      "file://" + folder + "/checks.html",
    ]
    let output = Pipe()
    process.standardOutput = output
    let log = folder + "/log"
    try Data().write(to: URL(fileURLWithPath: log))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    try process.run()
    let dom = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    var facts: [String: String] = [:]
    for line in dom.components(separatedBy: "FACT ").dropFirst() {
      let parts = line.prefix { $0 != "\n" && $0 != "<" }.components(separatedBy: " = ")
      if parts.count == 2 { facts[parts[0]] = parts[1] }
    }
    let messages = try String(contentsOfFile: log, encoding: .utf8)
    facts["console"] = messages.components(separatedBy: "\n").filter { $0.contains("CONSOLE") }
      .joined(separator: "|")
    return facts
  }

  @Test(
    .enabled(if: chromium != nil, "Chromium is not installed; make test-browser installs it"),
    arguments: [
      (360, false, false), (360, true, true), (1200, false, true), (1200, true, false),
      (1400, false, false),
    ])
  func rendersForEveryone(width: Int, isDark: Bool, showsAll: Bool) throws {
    let facts = try facts(
      width: width, isDark: isDark, clinic: .invented(700), name: "Ashi Clinic",
      showsAll: showsAll)
    #expect(facts["charts"] == "6")
    #expect(facts["console"] == "")
    #expect(facts["requests"] == "0")
    #expect(facts["overflow"] == "0")
    #expect(facts["faint"] == "", "text under 4.5 to 1, or 3 to 1 where large")
    #expect(facts["unnamed"] == "0", "regions, images and sections without a name")
    #expect(facts["headings"] == "ok")
    #expect(facts["tables"] == "ok")
    #expect(facts["clipped"] == "", "chart texts outside their drawing")
    #expect(facts["dark"] == (isDark ? "yes" : "no"))
  }

  @Test(.enabled(if: chromium != nil, "Chromium is not installed; make test-browser installs it"))
  func aLongNameDoesNotWidenThePhonePage() throws {
    let facts = try facts(
      width: 360, isDark: false, clinic: .invented(200),
      name: String(repeating: "W", count: 10_000))
    #expect(facts["overflow"] == "0")
  }

  private static let checks = """
    <!DOCTYPE html><meta charset="utf-8"><iframe id="f" src="report.html"
    style="width:WIDTHpx;height:800px;border:0"></iframe><pre id="out"></pre><script>
    const frame = document.getElementById('f');
    frame.onload = () => {
      const w = frame.contentWindow, d = w.document, out = [];
      const fact = (k, v) => out.push('FACT ' + k + ' = ' + v);
      fact('requests', w.performance.getEntriesByType('resource')
        .filter(e => !e.name.startsWith('data:')).length);
      fact('charts', d.querySelectorAll('figure').length);
      fact('overflow', Math.max(0, d.documentElement.scrollWidth - d.documentElement.clientWidth));
      const rgb = c => (c.match(/[\\d.]+/g) || []).map(Number);
      const lum = c => c.slice(0, 3).map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
      const behind = e => {
        for (; e; e = e.parentElement) {
          const c = rgb(w.getComputedStyle(e).backgroundColor);
          if (c.length && (c.length < 4 || c[3] > 0)) return c;
        }
        return [255, 255, 255];
      };
      const faint = new Set();
      const walker = d.createTreeWalker(d.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || ['STYLE', 'title', 'desc'].includes(e.tagName)) continue;
        if (!e.getClientRects().length) continue;
        const style = w.getComputedStyle(e);
        const inDrawing = e.namespaceURI.endsWith('svg');
        const a = lum(rgb(inDrawing ? style.fill : style.color)), b = lum(behind(e));
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const large = parseFloat(style.fontSize) >= 24 ||
          (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 600);
        if (ratio < (large ? 3 : 4.5)) faint.add(e.tagName + ' ' + ratio.toFixed(2));
      }
      fact('faint', [...faint].join(' '));
      const name = e => e.getAttribute('aria-label') ||
        (e.getAttribute('aria-labelledby') || '').split(' ').map(i => d.getElementById(i))
          .map(n => n ? n.textContent.trim() : '').join('');
      fact('unnamed', [...d.querySelectorAll('section,nav,[role=region],[role=img],table')]
        .filter(e => !name(e)).length);
      const levels = [...d.querySelectorAll('h1,h2,h3,h4')].map(e => +e.tagName[1]);
      fact('headings', levels[0] === 1 && levels.filter(l => l === 1).length === 1 &&
        levels.every((l, i) => i === 0 || l - levels[i - 1] <= 1) ? 'ok' : levels.join(','));
      fact('tables', [...d.querySelectorAll('table')].every(t =>
        [...t.querySelectorAll('th')].every(h => h.scope) &&
        [...t.rows].every(r => r.cells.length === t.rows[0].cells.length)) ? 'ok' : 'bad');
      const clipped = new Set();
      for (const s of d.querySelectorAll('svg')) {
        const box = s.getBoundingClientRect();
        if (!box.width) continue;
        for (const t of s.querySelectorAll('text')) {
          const b = t.getBoundingClientRect();
          if (b.left < box.left - 1 || b.right > box.right + 1 || b.top < box.top - 1 ||
              b.bottom > box.bottom + 1) clipped.add(t.textContent);
        }
      }
      fact('clipped', [...clipped].join('; '));
      fact('dark', lum(behind(d.body)) < 0.2 ? 'yes' : 'no');
      document.getElementById('out').textContent = out.join('\\n') + '\\n';
    };
    </script>
    """
}
