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
    /// with the next run. The status, nil where the program could not be run or did not end; what the
    /// server said, where the program passes it on.
    case retry(status: Int32?, reply: ServerReply?)
    /// It will not do without a person: the password or the configuration (77, 78), or the server said
    /// so.
    case refused(status: Int32, reply: ServerReply?)
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
    await send { path, words in
      let file = try FileDescriptor.open(FilePath(message), .readOnly)
      return try await Subprocess.run(
        .path(path), arguments: Sendmail.arguments,
        input: .fileDescriptor(file, closeAfterSpawningProcess: true), output: .discarded,
        error: .fileDescriptor(words.file, closeAfterSpawningProcess: false)
      ).terminationStatus
    }
  }

  /// Sends a message that stands in no file.
  func send(bytes: [UInt8]) async -> Answer {
    await send { path, words in
      try await Subprocess.run(
        .path(path), arguments: Sendmail.arguments, input: .array(bytes), output: .discarded,
        error: .fileDescriptor(words.file, closeAfterSpawningProcess: false)
      ).terminationStatus
    }
  }

  private func send(
    _ run: @escaping @Sendable (FilePath, ProgramWords) async throws -> TerminationStatus
  ) async -> Answer {
    let path = FilePath(path)
    return await withinPatience {
      do {
        let words = try ProgramWords()
        defer { words.close() }
        return Sendmail.answer(try await run(path, words), words.text())
      } catch {
        return .retry(status: nil, reply: nil)
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
        return .retry(status: nil, reply: nil)
      }
      let first = await group.next() ?? .retry(status: nil, reply: nil)
      group.cancelAll()
      return first
    }
  }

  private static func answer(_ status: TerminationStatus, _ words: String) -> Answer {
    let reply = ServerReply(standardError: words)
    guard case .exited(let code) = status else { return .retry(status: nil, reply: reply) }
    switch code {
    case 0: return .accepted
    case 77, 78: return .refused(status: code, reply: reply)
    default:
      let isPermanent = reply?.isPermanent ?? false
      return isPermanent
        ? .refused(status: code, reply: reply) : .retry(status: code, reply: reply)
    }
  }
}
