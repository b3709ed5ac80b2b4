import ArgumentParser
import Foundation

/// A command as argument-parser describes itself (`--experimental-dump-help`): what the manual is made
/// from, so that it cannot say anything else than `--help`.
struct CommandInfo: Decodable {
  /// An argument, option or flag.
  struct Argument: Decodable {
    /// A name of an option.
    struct Name: Decodable {
      var kind: String
      var name: String

      /// The name as it is typed.
      var typed: String { (kind == "long" ? "--" : "-") + name }
    }

    var kind: String
    var shouldDisplay: Bool
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var allValues: [String]?
    var abstract: String?
  }

  var commandName: String
  var shouldDisplay: Bool?
  var abstract: String?
  var discussion: String?
  var subcommands: [CommandInfo]?
  var arguments: [Argument]?

  private struct Dump: Decodable {
    var command: CommandInfo
  }

  /// What a command says of itself.
  init(_ type: any ParsableCommand.Type) throws {
    self = try JSONDecoder().decode(Dump.self, from: Data(type._dumpHelp().utf8)).command
  }
}
