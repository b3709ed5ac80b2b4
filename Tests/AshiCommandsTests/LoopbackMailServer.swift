import Foundation
import Testing

/// A mail server on this computer (aiosmtpd) and msmtp with an account on it.
final class LoopbackMailServer {
  /// How the server answers.
  enum Mode: String {
    /// It takes messages.
    case takes
    /// It answers 451 after the message: try again later.
    case later
    /// It answers 535: the password is wrong.
    case wrongPassword = "password"
    /// It answers 554 after the message.
    case never
    /// It answers 550 to the reader's address.
    case noSuchReader = "reader"
  }

  private let scratch: Scratch
  private let msmtp: String
  private let process = Process()
  private var folder: String { scratch.url.path }

  /// msmtp on PATH; nil where there is none.
  static let msmtp: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { $0 + "/msmtp" }.map { String($0) }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// A Python that has aiosmtpd: `ASHI_PYTHON`, or the first on PATH; nil where there is none.
  static let python: String? = {
    let environment = ProcessInfo.processInfo.environment
    let onPath = (environment["PATH"] ?? "").split(separator: ":").map { $0 + "/python3" }
    return ([environment["ASHI_PYTHON"]].compactMap(\.self) + onPath.map { String($0) }).first {
      guard FileManager.default.isExecutableFile(atPath: $0) else { return false }
      let run = try? ProgramRun(
        executable: URL(filePath: $0), ["-c", "import aiosmtpd.smtp"])
      return run?.status == 0
    }
  }()

  static var isInstalled: Bool { msmtp != nil && python != nil }

  /// The program that is sendmail to ashi.
  var sendmail: String { folder + "/sendmail" }

  /// Starts the server; it takes messages.
  init() throws {
    scratch = try Scratch()
    msmtp = try #require(Self.msmtp)
    answer(.takes)
    process.executableURL = URL(filePath: try #require(Self.python))
    process.arguments = [try scratch.write("server.py", Self.server), folder]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let port = folder + "/port"
    for _ in 0..<200 where !FileManager.default.fileExists(atPath: port) { usleep(50_000) }
    let number = try #require(Int(String(contentsOfFile: port, encoding: .utf8)))
    let settings = try scratch.write(
      "msmtprc",
      """
      account default
      host 127.0.0.1
      port \(number)
      tls off
      auth plain
      user ashi
      password lotus
      from ashi@clinic.example

      """)
    #expect(chmod(settings, 0o600) == 0)
    try scratch.write("sendmail", "#!/bin/sh\nexec \(msmtp) -C \(settings) \"$@\"\n")
    #expect(chmod(sendmail, 0o755) == 0)
  }

  deinit { stop() }

  /// How the server answers from now on.
  func answer(_ mode: Mode) {
    try? Data(mode.rawValue.utf8).write(to: URL(filePath: folder + "/mode"))
  }

  /// Ends the server: connections are refused from now on.
  func stop() {
    guard process.isRunning else { return }
    // Not SIGTERM: processes of a test can inherit a mask that blocks it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// The paths of the messages that the server took, in order.
  var taken: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasPrefix("taken-") }.sorted().map { folder + "/" + $0 }
  }

  /// What Python's `email` reads in a taken message: one fact a line.
  func facts(_ message: String) throws -> [String: String] {
    let script = try scratch.write("facts.py", Self.facts)
    let run = try ProgramRun(
      executable: URL(filePath: try #require(Self.python)), [script, message],
      environment: ["PYTHONIOENCODING": "utf-8"])
    #expect(run.status == 0, "\(run.error)")
    return Dictionary(
      run.output.split(separator: "\n").compactMap { line in
        line.firstRange(of: " = ").map {
          (String(line[..<$0.lowerBound]), String(line[$0.upperBound...]))
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  private static let server = """
    import asyncio, os, sys
    from aiosmtpd.smtp import SMTP, AuthResult
    folder = sys.argv[1]
    mode = lambda: open(folder + '/mode').read()
    class Handler:
        taken = 0
        async def handle_RCPT(self, server, session, envelope, address, options):
            if mode() == 'reader': return '550 5.1.1 No such user'
            envelope.rcpt_tos.append(address)
            return '250 OK'
        async def handle_DATA(self, server, session, envelope):
            if mode() == 'later': return '451 4.3.0 Try again later'
            if mode() == 'never': return '554 5.7.1 Refused'
            Handler.taken += 1
            with open(f'{folder}/taken-{Handler.taken}.eml', 'wb') as file:
                file.write(envelope.original_content)
            with open(f'{folder}/envelope-{Handler.taken}', 'w') as file:
                file.write(envelope.mail_from + ' ' + ' '.join(envelope.rcpt_tos))
            return '250 OK'
    def check(server, session, envelope, mechanism, data):
        isRight = data.login == b'ashi' and data.password == b'lotus' and mode() != 'password'
        return AuthResult(success=isRight, handled=False)
    async def main():
        make = lambda: SMTP(Handler(), authenticator=check, auth_require_tls=False, auth_required=True)
        server = await asyncio.get_running_loop().create_server(make, '127.0.0.1', 0)
        with open(folder + '/port.new', 'w') as file:
            file.write(str(server.sockets[0].getsockname()[1]))
        os.rename(folder + '/port.new', folder + '/port')
        await server.serve_forever()
    asyncio.run(main())

    """

  private static let facts = #"""
    import email, email.policy, re, sys
    from html.parser import HTMLParser
    with open(sys.argv[1], 'rb') as file:
        m = email.message_from_binary_file(file, policy=email.policy.default)
    parts = list(m.walk())
    print('defects =', sum(len(p.defects) for p in parts))
    print('types =', ' '.join(p.get_content_type() for p in parts))
    print('id =', m['message-id'])
    print('subject =', m['subject'])
    print('to =', m['to'])
    print('urgent =', m['x-ashi-urgent'])
    text = m.get_body(('plain',)).get_content()
    html = m.get_body(('html',)).get_content()
    class Words(HTMLParser):
        def __init__(self):
            super().__init__()
            self.words, self.items = [], 0
        def handle_starttag(self, tag, attributes):
            if tag == 'ol': self.items = 0
            if tag == 'li':
                # The reader's program writes the number of an item.
                self.items += 1
                self.words.append(f' {self.items}. ')
        def handle_data(self, data): self.words.append(data + ' ')
    words = Words()
    words.feed(html)
    numbers = lambda t: re.findall(r'[−-]?\d+(?:[.,]\d+)*', t)
    shown = set(numbers(' '.join(words.words)))
    print('numbers =', len(numbers(text)))
    print('missing =', ' '.join(n for n in numbers(text) if n not in shown))
    images = [p['content-id'].strip('<>') for p in parts if p.get_content_type() == 'image/png']
    print('images =', len(images), len(set(images)))
    print('unshown =', sum('cid:' + i not in html for i in images))
    print('attached =', ' '.join(p.get_filename() for p in m.iter_attachments()))
    print('bytes =', len(html.encode()))
    print('next =', re.sub(r'\s+', ' ', re.search(r'The next mail is due on[^.]*', text).group()))

    """#
}
