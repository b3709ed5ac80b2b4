/// The version of ashi; the Makefile and the Debian package take it from here.
public enum AshiVersion {
  /// The version as printed and as recorded in results.
  public static let text = "0.1.0"
}
