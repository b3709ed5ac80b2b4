import Foundation
import OutcomeModel
import Testing

@testable import Nightly

@Suite struct RunLockTests {
  @Test func onlyOneHoldsTheLock() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.lock"
    #expect(RunLock.holder(path: path) == nil)
    var lock: RunLock? = try RunLock(path: path)
    withExtendedLifetime(lock) {
      #expect(throws: RunLock.Failure.held(path: path, by: getpid())) {
        _ = try RunLock(path: path)
      }
      #expect(RunLock.holder(path: path) == getpid())
    }
    lock = nil
    #expect(RunLock.holder(path: path) == nil)
    _ = try RunLock(path: path)
    #expect(RunLock.Failure.held(path: path, by: 1).exitStatus == .tryAgain)
  }

  @Test func theMessageNamesTheHolder() {
    let text = RunLock.Failure.held(path: "x/run.lock", by: 4711).description
    #expect(text.contains("4711") && text.contains("x/run.lock"))
  }

  @Test func aLockNeedsItsFolder() throws {
    let folder = try TemporaryFolder()
    #expect(throws: RunLock.Failure.cannotCreate(path: folder.path + "/none/run.lock")) {
      _ = try RunLock(path: folder.path + "/none/run.lock")
    }
  }
}
