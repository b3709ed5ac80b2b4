import Foundation

/// How far long work is, on standard error when that is a terminal; nothing when it is not.
final class ProgressBar {
  private let isShown: Bool
  private let title: String
  private let total: Int
  private var done = 0
  private static let width = 30

  /// Makes a bar of `total` steps.
  init(_ title: String, total: Int, quiet: Bool) {
    self.title = title
    self.total = total
    isShown = !quiet && total > 1 && isatty(STDERR_FILENO) == 1
    draw()
  }

  /// One step more is done.
  func advance() {
    done += 1
    draw()
  }

  /// Takes the bar away, so that words begin on an empty line.
  func finish() {
    guard isShown else { return }
    write("\r\u{1B}[K")
  }

  private func draw() {
    guard isShown else { return }
    let filled = ProgressBar.width * done / total
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: ".", count: ProgressBar.width - filled)
    write("\r\(title) [\(bar)] \(done) of \(total)")
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
