import Crypto
import Foundation

/// A `datapackage.json` beside exported tables: what each column is, so that the tables can be checked
/// and read by machine.
///
/// - Source: the Data Package specification, specs.frictionlessdata.io.
public struct DataPackage: Codable, Hashable, Sendable {
  /// A table of the package.
  public struct Resource: Codable, Hashable, Sendable {
    /// The name of the table.
    public var name: String
    /// What one row is.
    public var description: String
    /// The file, beside the package.
    public var path: String
    /// How the table is described.
    public var profile = "tabular-data-resource"
    /// The form of the file.
    public var format = "csv"
    /// Its media type.
    public var mediatype = "text/csv"
    /// Its encoding.
    public var encoding = "utf-8"
    /// Its length.
    public var bytes: Int
    /// Its SHA-256.
    public var hash: String
    /// Its columns.
    public var schema: TableSchema

    /// Describes a table that is written to a file.
    public init(
      name: String, description: String, path: String, text: String, schema: TableSchema
    ) {
      self.name = name
      self.description = description
      self.path = path
      bytes = text.utf8.count
      let digest = SHA256.hash(data: Array(text.utf8)).map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
      hash = "sha256:" + digest.joined()
      self.schema = schema
    }
  }

  /// The name by which a package of ashi is known again.
  public static let packageName = "ashi-export"

  /// The name of the package.
  public var name = DataPackage.packageName
  /// What it is.
  public var title =
    "Episodes of care and outcomes, one row per person's episode: not to be passed on"
  /// How the package is described.
  public var profile = "tabular-data-package"
  /// The tables, by name.
  public var resources: [Resource]

  /// A package of one table.
  public init(_ resource: Resource) {
    resources = [resource]
  }

  /// Reads a package; nil where the bytes are none, or one that ashi did not make.
  public init?(_ json: Data) {
    guard let package = try? JSONDecoder().decode(DataPackage.self, from: json),
      package.name == DataPackage.packageName
    else { return nil }
    self = package
  }

  /// Adds the tables of another package, which give way to this one's of the same name or file.
  public mutating func keep(_ other: [Resource]) {
    let own = resources
    resources += other.filter { resource in
      !own.contains { $0.name == resource.name || $0.path == resource.path }
    }
    resources.sort { $0.name < $1.name }
  }

  /// The text of `datapackage.json`.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
