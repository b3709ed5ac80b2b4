import Delivery
import Testing

@Suite struct ServerReplyTests {
  @Test func isFoundInTheWordsOfMailPrograms() {
    // msmtp 1.8 on a refused reader.
    let msmtp = """
      msmtp: recipient address nobody@clinic.example not accepted by the server
      msmtp: server message: 550 5.1.1 <nobody@clinic.example>: Recipient address rejected
      msmtp: could not send mail (account default from /etc/msmtprc)

      """
    let reply = ServerReply(standardError: msmtp)
    #expect(reply?.code == 550)
    #expect(reply?.text == "550 5.1.1 <nobody@clinic.example>: Recipient address rejected")
    #expect(reply?.isPermanent == true)
    let bare = ServerReply(standardError: "421 Service not available\r\n")
    #expect(bare?.code == 421)
    #expect(bare?.isPermanent == false)
    let lines = "sendmail: 535-5.7.8 Username and Password\nsendmail: 535 5.7.8 not accepted\n"
    #expect(ServerReply(standardError: lines)?.text == "535 5.7.8 Username and Password")
  }

  @Test(arguments: [
    "", "\n", "msmtp: cannot connect to 127.0.0.1, port 587: Connection refused",
    "postdrop: 550files", "msmtp: 5501 words", "msmtp: 250 OK", "msmtp: 354 Go on",
    "msmtp: 550", "host: 600 no reply",
  ])
  func nothingElseIsOne(words: String) {
    #expect(ServerReply(standardError: words) == nil)
  }

  @Test(arguments: [
    ("535 5.7.8 Bad credentials", "renew the password"),
    ("530 Authentication required", "renew the password"),
    ("550 5.1.1 No such user", "check the addresses"), ("553 sorry", "check the addresses"),
    ("501 5.1.3 Bad address", "check the addresses"),
    ("552 5.3.4 Message too big", "set mail.attach to []"),
    ("552 Too much", "set mail.attach to []"),
    ("552 5.2.2 Over quota", "mailbox is full"), ("550 5.7.1 Policy", "ask the provider"),
    ("554 Transaction failed", "ask the provider"),
    ("554 6.1.1 No status of 5", "ask the provider"),
    ("550 5.x.1 No status", "check the addresses"),
  ])
  func saysWhatToDo(text: String, advice: String) throws {
    let reply = try #require(ServerReply(standardError: "msmtp: server message: " + text))
    #expect(reply.advice.contains(advice), "\(reply.advice)")
  }

  @Test func showsNoControlCharactersAndNoEndlessLine() throws {
    let words = "550 a\u{1B}[31m\u{202E}b" + String(repeating: "x", count: 10_000)
    let reply = try #require(ServerReply(standardError: words))
    #expect(reply.text.hasPrefix("550 a [31m bxxx"))
    #expect(reply.text.count == 200)
  }
}
