/// A chart as a picture inside the message.
public struct MailImage: Hashable, Sendable {
  /// The name that the body refers to it by.
  public var id: String
  /// The PNG.
  public var png: [UInt8]

  /// Makes a picture.
  public init(id: String, png: [UInt8]) {
    self.id = id
    self.png = png
  }
}
