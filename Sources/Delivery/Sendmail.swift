import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Hands a spooled message to the sendmail interface: `sendmail -t -i -oi < message.eml`.
public struct Sendmail: Sendable {
  /// What the program answered.
  public enum Answer: Hashable, Sendable {
    /// It took the message.
    case accepted
    /// Not now (68, 69, 75, or anything without a meaning of its own): the same message goes again
    /// with the next run. The status, nil where the program could not be run or did not end.
    case retry(status: Int32?)
    /// It will not do without a person (77, 78): the password or the configuration.
    case refused(status: Int32)
  }

  /// The path of the program.
  public let path: String
  /// How long to wait for it, in seconds.
  public let patience: Int

  /// Makes a transport.
  public init(path: String, patience: Int = 300) {
    self.path = path
    self.patience = patience
  }

  /// Sends the message at a path. The program reads the file itself, so a program that ends without
  /// reading does no harm.
  public func send(_ message: String) async -> Answer {
    let path = path
    return await withinPatience {
      do {
        let file = try FileDescriptor.open(FilePath(message), .readOnly)
        let result = try await Subprocess.run(
          .path(FilePath(path)), arguments: Sendmail.arguments,
          input: .fileDescriptor(file, closeAfterSpawningProcess: true), output: .discarded,
          error: .discarded)
        return Sendmail.answer(result.terminationStatus)
      } catch {
        return .retry(status: nil)
      }
    }
  }

  /// Sends a message that stands in no file.
  func send(bytes: [UInt8]) async -> Answer {
    let path = path
    return await withinPatience {
      do {
        let result = try await Subprocess.run(
          .path(FilePath(path)), arguments: Sendmail.arguments, input: .array(bytes),
          output: .discarded, error: .discarded)
        return Sendmail.answer(result.terminationStatus)
      } catch {
        return .retry(status: nil)
      }
    }
  }

  private static let arguments: Arguments = ["-t", "-i", "-oi"]

  private func withinPatience(_ send: @escaping @Sendable () async -> Answer) async -> Answer {
    let patience = patience
    return await withTaskGroup(of: Answer.self) { group in
      group.addTask { await send() }
      group.addTask {
        try? await Task.sleep(for: .seconds(patience))
        return .retry(status: nil)
      }
      let first = await group.next() ?? .retry(status: nil)
      group.cancelAll()
      return first
    }
  }

  private static func answer(_ status: TerminationStatus) -> Answer {
    guard case .exited(let code) = status else { return .retry(status: nil) }
    switch code {
    case 0: return .accepted
    case 77, 78: return .refused(status: code)
    default: return .retry(status: code)
    }
  }
}
