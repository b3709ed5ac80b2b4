import Testing

@testable import Nightly

@Suite struct PathTextTests {
  @Test(arguments: [
    ("../Reports", "Pipelines/nightly.yaml", "Reports"),
    ("plan.yaml", "nightly.yaml", "plan.yaml"),
    ("/abs/./x/../y", "anything", "/abs/y"),
    ("../../x", "a/n.yaml", "../x"),
    ("../x", "/n.yaml", "/x"),
    ("..", "a/n.yaml", "."),
  ])
  func pathsBeginAtTheFile(path: String, file: String, expected: String) {
    #expect(PathText.resolve(path, besideFile: file) == expected)
  }

  @Test func foldersAndNames() {
    #expect(PathText.folder(of: "a/b/c") == "a/b")
    #expect(PathText.folder(of: "c") == ".")
    #expect(PathText.folder(of: "/c") == "/")
    #expect(PathText.name(of: "a/b/c") == "c")
  }
}
