/// The mustache templates of the page. Texts arrive escaped (`HTMLText`), so every tag is unescaped.
enum PageTemplate {
  /// The page.
  static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="referrer" content="no-referrer">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <title>{{{title}}}</title>
    <link rel="icon" href="data:,">
    <style>
    {{{style}}}</style>
    </head>
    <body>
    <a class="skip" href="#headline">Skip to the headline</a>
    <div class="audience" role="note">{{{audience}}}</div>
    <div class="page">
    <header>
    <p>{{{clinic}}}</p>
    <h1>{{{heading}}}</h1>
    <p>{{{subtitle}}}</p>
    </header>
    {{#hasNotices}}<ul class="notices" aria-label="Notices">
    {{#notices}}<li>{{{.}}}</li>
    {{/notices}}</ul>
    {{/hasNotices}}
    <main>
    <section class="headline" id="headline" aria-labelledby="headline-h">
    <h2 id="headline-h">Headline</h2>
    {{#headline}}<p>{{{.}}}</p>
    {{/headline}}</section>
    <nav aria-label="Contents"><ul>
    {{#sections}}<li><a href="#{{{id}}}">{{{title}}}</a></li>
    {{/sections}}</ul></nav>
    {{#sections}}{{> section}}{{/sections}}
    </main>
    <footer><p>{{{footer}}}</p></footer>
    </div>
    </body>
    </html>

    """

  /// A section.
  static let section = """
    <section id="{{{id}}}" aria-labelledby="{{{id}}}-h">
    <h2 id="{{{id}}}-h">{{{title}}}</h2>
    {{#paragraphs}}<p>{{{.}}}</p>
    {{/paragraphs}}
    {{#hasList}}<ol class="todo">
    {{#list}}<li>{{{.}}}</li>
    {{/list}}</ol>
    {{/hasList}}
    {{#hasKeyFigures}}<dl class="tiles">
    {{#keyFigures}}<div><dt>{{{label}}}</dt><dd class="value">{{{value}}}</dd>\
    <dd class="detail">{{{detail}}}</dd></div>
    {{/keyFigures}}</dl>
    {{/hasKeyFigures}}
    {{#charts}}<figure>
    <p class="takeaway">{{{takeaway}}}</p>
    <div class="wide">{{{wide}}}</div>
    <div class="narrow">{{{narrow}}}</div>
    <details><summary>The numbers of this chart</summary>
    {{#table}}{{> table}}{{/table}}
    </details>
    </figure>
    {{/charts}}
    {{#tables}}{{> table}}{{/tables}}
    {{#notes}}<p class="note">{{{.}}}</p>
    {{/notes}}
    </section>

    """

  /// A table in a box of its own that scrolls sideways and can be reached by keyboard.
  static let table = """
    <p class="caption" id="{{{id}}}">{{{caption}}}</p>
    <div class="scroll" role="region" tabindex="0" aria-labelledby="{{{id}}}">
    <table aria-labelledby="{{{id}}}">
    <thead><tr>{{#columns}}<th scope="col">{{{.}}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}<tr><th scope="row">{{{name}}}</th>{{#cells}}<td>{{{.}}}</td>{{/cells}}</tr>
    {{/rows}}</tbody>
    </table>
    </div>

    """
}
