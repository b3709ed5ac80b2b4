import Foundation

/// Ties a stage to the night that started it: when the night is killed, the stage ends too.
///
/// The night holds the stage's standard input open and never writes to it, so its end means the end of
/// the night, whatever killed it. (PR_SET_PDEATHSIG would fire when the *thread* that started the child
/// ends, and threads of a pool do.) A stage that ends so leaves no half work: it writes in one
/// transaction.
public enum ParentTie {
  /// The environment variable that asks a stage to be tied.
  public static let variable = "ASHI_TIED_TO"

  /// Called by every stage at its start; does nothing unless a night asked for it.
  public static func followIfAsked() {
    guard let value = getenv(variable), String(cString: value) == "stdin" else { return }
    // Programs that this one starts have standard inputs of their own.
    unsetenv(variable)
    let thread = Thread {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count > 0 || (count < 0 && errno == EINTR) { continue }
        _exit(75)
      }
    }
    thread.stackSize = 64 * 1024
    thread.start()
  }
}
