import Foundation
import OutcomeModel
import Testing

@testable import Intake

@Suite("PatientKey")
struct PatientKeyTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ashi-key-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test("a key file is made once, for its owner alone, and read back")
  func file() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "patient.key").path
    let made = try PatientKey.create(path: path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.count == 65 && text.hasSuffix("\n"))
    #expect(try PatientKey.load(path: path).fingerprint == made.fingerprint)
    #expect(throws: PatientKey.Failure.cannotCreate(path: path, code: EEXIST)) {
      try PatientKey.create(path: path)
    }
    let other = try PatientKey.create(path: path + "2")
    #expect(other.fingerprint != made.fingerprint)
    #expect(!text.contains(made.fingerprint))
  }

  @Test("a key that others can read, that is broken or not there is refused")
  func refused() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "patient.key").path
    #expect(throws: PatientKey.Failure.missing(path: path)) { try PatientKey.load(path: path) }
    _ = try PatientKey.create(path: path)
    chmod(path, 0o640)
    #expect(throws: PatientKey.Failure.readableByOthers(path: path)) {
      try PatientKey.load(path: path)
    }
    for text in ["", "abc", String(repeating: "g", count: 64), String(repeating: "+1", count: 32)] {
      try Data(text.utf8).write(to: URL(filePath: path))
      chmod(path, 0o600)
      #expect(throws: PatientKey.Failure.malformed(path: path)) { try PatientKey.load(path: path) }
    }
  }

  @Test("HMAC-SHA-256 over length-prefixed parts, cut to 16 bytes")
  func hash() throws {
    // printf '\0\0\0\0\0\0\0\7patient\0\0\0\0\0\0\0\4main\0\0\0\0\0\0\0\2p1' |
    //   openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f   (OpenSSL 3.0), first 16 bytes
    let key = PatientKey(bytes: Array(0..<32))
    let hash = key.hash(scope: "main", patient: Array("p1".utf8))
    #expect(Digest.hexadecimal(hash) == "211d1b3f2563d1d62e3be2798b334db3")
    #expect(key.hash(scope: "mainp", patient: Array("1".utf8)) != hash)
    #expect(key.hash(scope: "west", patient: Array("p1".utf8)) != hash)
    #expect(PatientKey(bytes: Array(1..<33)).hash(scope: "main", patient: Array("p1".utf8)) != hash)
  }

  @Test("a reading's patients, episodes and rejects are keyed alike in every file")
  func readings() throws {
    let key = PatientKey(bytes: Array(0..<32))
    let header = "patient_id,session_date,diagnosis,pain_before,pain_after,episode_id\n"
    var first = try TestBatch.file(header + "p,2026-01-05,,7,,p\nq,2026-01-05,,7,,x\nq,bad,,7,,\n")
    var second = try TestBatch.file(header + "q,2026-02-05,,7,,x\nq,2026-02-05,,7,,\nq,bad,,7,,\n")
    #expect(key.patientKeys(of: first)[1] == key.patientKeys(of: second)[0])
    #expect(key.rejectKeys(of: first) == key.rejectKeys(of: second))
    #expect(key.rejectKeys(of: first) != first.rejectHashes)
    key.keyEpisodes(of: &first)
    key.keyEpisodes(of: &second)
    #expect(first.rows.givenEpisode[1] == second.rows.givenEpisode[0])
    #expect(second.rows.givenEpisode[1] == 0)
    #expect(Set(first.rows.givenEpisode).count == 2)
    #expect(first.episodeID.count == 0)
    var other = try TestBatch.file(header + "p,2026-01-05,,7,,p\n")
    PatientKey(bytes: Array(1..<33)).keyEpisodes(of: &other)
    #expect(other.rows.givenEpisode[0] != first.rows.givenEpisode[0])
  }
}
