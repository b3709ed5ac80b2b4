/// The mustache templates of the mail's HTML part: styles stand on the elements, since mail readers
/// drop style sheets, and a table sets the width, since they know no other layout.
///
/// Each image stands between two comments, so that it can be taken out whole where no picture could be
/// made; takeaway and table carry every number without it.
///
/// The outer tables have a fixed layout, so that a wide table of figures scrolls by itself on a phone and
/// the sentences around it keep the width of the screen. Boxes are cells, since Outlook knows no padding
/// on other elements.
enum MailTemplate {
  /// The body.
  static let mail = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{{clinic}}}</title>
    </head>
    <body style="margin:0;padding:0;background-color:#ffffff;color:#1d2a2e;">
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
    style="table-layout:fixed;"><tr><td align="center" style="padding:24px 12px;">
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
    style="max-width:680px;table-layout:fixed;"><tr><td style="font-family:Helvetica,Arial,sans-serif;font-size:16px;\
    line-height:1.55;color:#1d2a2e;text-align:left;">
    <p style="margin:0;color:#536067;font-size:15px;">{{{clinic}}}</p>
    <h1 style="margin:2px 0 2px;font-size:24px;line-height:1.25;">{{{heading}}}</h1>
    <p style="margin:0 0 20px;color:#536067;font-size:14px;">{{{subtitle}}}</p>
    {{#hasNotices}}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
    style="margin:0 0 20px;"><tr><td style="padding:12px 16px;background-color:#fdf3e4;color:#5e3c06;\
    border:1px solid #d9a441;">
    {{#notices}}<p style="margin:0 0 6px;">{{{.}}}</p>
    {{/notices}}</td></tr></table>
    {{/hasNotices}}
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>\
    <td style="padding:16px 18px;background-color:#f3f6f5;border-left:4px solid #0c655b;">
    {{#headline}}<p style="margin:0 0 6px;font-size:18px;line-height:1.5;">{{{.}}}</p>
    {{/headline}}</td></tr></table>
    {{#sections}}<h2 style="margin:32px 0 8px;font-size:19px;line-height:1.3;">{{{title}}}</h2>
    {{#paragraphs}}<p style="margin:0 0 12px;">{{{.}}}</p>
    {{/paragraphs}}
    {{#hasList}}<ol style="margin:0 0 12px;padding-left:22px;">
    {{#list}}<li style="margin-bottom:8px;">{{{.}}}</li>
    {{/list}}</ol>
    {{/hasList}}
    {{#charts}}<p style="margin:0 0 12px;font-weight:bold;">{{{takeaway}}}</p>
    <!--chart {{{id}}}--><img src="cid:{{{id}}}" width="640" alt="{{{alt}}}. The numbers are in the \
    table below." style="display:block;width:100%;max-width:640px;height:auto;border:0;"><!--end-->
    {{/charts}}
    {{#tables}}{{> table}}{{/tables}}
    {{#notes}}<p style="margin:0 0 10px;color:#536067;font-size:13px;">{{{.}}}</p>
    {{/notes}}
    {{/sections}}
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
    style="margin:32px 0 0;"><tr><td style="padding:12px 0 0;border-top:1px solid #d5dcda;">
    <p style="margin:0 0 6px;color:#536067;font-size:13px;">{{{footer}}}</p>
    <p style="margin:0 0 6px;color:#536067;font-size:13px;">{{{audience}}}</p>
    {{#next}}<p style="margin:0;color:#536067;font-size:13px;">{{{.}}}</p>
    {{/next}}
    </td></tr></table>
    </td></tr></table>
    </td></tr></table>
    </body>
    </html>

    """

  /// A table. Its period stands before it: a caption is as wide as its table, so that on a phone a long
  /// one would have to be moved sideways with it.
  static let table = """
    <p style="margin:12px 0 2px;color:#536067;font-size:13px;">{{{period}}}</p>
    <div style="overflow-x:auto;">\
    <table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;\
    margin:0 0 14px;font-size:14px;line-height:1.4;">
    <caption style="text-align:left;color:#536067;font-size:13px;padding-bottom:6px;">\
    {{{title}}}</caption>
    <tr>{{#columns}}<th scope="col" align="left" style="padding:5px 8px 5px 0;color:#536067;\
    font-size:12px;vertical-align:bottom;border-bottom:2px solid #d5dcda;">{{{.}}}</th>{{/columns}}</tr>
    {{#rows}}<tr><th scope="row" align="left" style="padding:5px 8px 5px 0;font-weight:normal;\
    {{{wrap}}}vertical-align:top;border-bottom:1px solid #d5dcda;">{{{name}}}</th>{{#cells}}<td align="left" \
    style="padding:5px 8px 5px 0;vertical-align:top;border-bottom:1px solid #d5dcda;">{{{.}}}</td>\
    {{/cells}}</tr>
    {{/rows}}</table></div>

    """
}
