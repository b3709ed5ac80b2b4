import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Turns the charts of a mail into PNG with `rsvg-convert` (package librsvg2-bin), where it is
/// installed.
///
/// Without it, or where it fails, there are no pictures: takeaways and tables carry every number.
enum ChartRenderer {
  /// Twice the width at which the body shows a chart, for sharp screens.
  private static let width = 1280

  /// The pictures that could be made, in the order of the charts.
  static func images(of mail: ReportMail) async -> [MailImage] {
    var images: [MailImage] = []
    for (chart, drawing) in zip(mail.charts, mail.drawings) {
      guard let png = await png(of: drawing.bytes) else { continue }
      images.append(MailImage(id: chart.id, png: png))
    }
    return images
  }

  private static func png(of svg: [UInt8]) async -> [UInt8]? {
    do {
      let result = try await run(
        .name("rsvg-convert"),
        arguments: ["--format=png", "--width=\(width)", "--keep-aspect-ratio"],
        input: .array(svg), output: .bytes(limit: 4 << 20))
      let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
      guard result.terminationStatus.isSuccess, result.standardOutput.starts(with: signature) else {
        return nil
      }
      return result.standardOutput
    } catch {
      return nil
    }
  }
}
