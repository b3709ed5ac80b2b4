// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library of ashi: the folder `Sources/NAME`.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// One of the seven programs: a file that hands over to a command of `AshiCommands`.
func program(_ name: String) -> Target {
  .executableTarget(name: name, dependencies: ["AshiCommands"], swiftSettings: strict)
}

/// The tests of the library `NAME`, in `Tests/NAMETests`.
func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: [.target(name: name), .target(name: "TestSupport")] + dependencies,
    exclude: exclude,
    swiftSettings: strict)
}

let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "ashi",
  products: [
    .executable(name: "ashi", targets: ["ashi"]),
    .executable(name: "ashi-ingest", targets: ["ashi-ingest"]),
    .executable(name: "ashi-derive", targets: ["ashi-derive"]),
    .executable(name: "ashi-analyze", targets: ["ashi-analyze"]),
    .executable(name: "ashi-report", targets: ["ashi-report"]),
    .executable(name: "ashi-deliver", targets: ["ashi-deliver"]),
    .executable(name: "ashi-synth", targets: ["ashi-synth"]),
    // For Benchmarks/, a package of its own.
    .library(name: "Statistics", targets: ["Statistics"]),
    .library(name: "Intake", targets: ["Intake", "OutcomeModel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // The ground: modules that know nothing of each other, but that work is split in one place.
    library("OutcomeModel"),
    library("ParallelChunks"),
    .target(name: "CSpecialFunctions"), .target(name: "CByteScan"),
    .target(name: "CMappedFile"),
    library("Statistics", ["CSpecialFunctions", "ParallelChunks", numerics]),
    library("DelimitedText", ["ParallelChunks", "CByteScan", "CMappedFile"]),
    library("StrictYAML", [yams]),
    // The stages.
    library(
      "Intake", ["OutcomeModel", "ParallelChunks", "DelimitedText", "StrictYAML", crypto]),
    library("Store", ["OutcomeModel", grdb]),
    library("Derivation", ["OutcomeModel", "ParallelChunks"]),
    library(
      "Analysis", ["OutcomeModel", "ParallelChunks", "Statistics", "StrictYAML", crypto]),
    library("Exports", ["OutcomeModel", "Analysis", "DelimitedText", crypto]),
    library(
      "Reporting",
      ["OutcomeModel", "Statistics", "DelimitedText", "ParallelChunks", mustache, crypto]),
    library("Delivery", ["OutcomeModel", subprocess, crypto]),
    library(
      "Nightly",
      ["OutcomeModel", "StrictYAML", "Store", logging, subprocess, crypto]),
    library("Synthesis", ["OutcomeModel"]),
    // The command line; the files that `ashi init` writes are links into Pipelines/.
    .target(
      name: "AshiCommands",
      dependencies: [
        "OutcomeModel", "Statistics", "DelimitedText", "StrictYAML", "Intake", "Store",
        "Derivation", "Analysis", "Exports", "Reporting", "Delivery", "Nightly", "Synthesis",
        "ParallelChunks", arguments, crypto, logging,
      ],
      resources: [.embedInCode("ClinicFiles")], swiftSettings: strict),
    // What several suites use.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("OutcomeModel"), tests("ParallelChunks"),
    tests("Statistics", ["CSpecialFunctions"], exclude: ["Reference"]),
    tests("DelimitedText", ["CByteScan"]), tests("StrictYAML"),
    tests(
      "Intake", ["OutcomeModel", "DelimitedText", "StrictYAML"], exclude: ["Reference"]),
    tests("Store", ["OutcomeModel", grdb]),
    tests("Derivation", ["OutcomeModel", "Analysis"], exclude: ["HandWorkedClinic.md"]),
    tests("Analysis", ["OutcomeModel", "Statistics", "StrictYAML"]),
    tests("Reporting", ["Analysis", "OutcomeModel", "Statistics", "DelimitedText"]),
    tests("Delivery"),
    tests(
      "Nightly", ["Store", "OutcomeModel", "StrictYAML", subprocess, grdb],
      exclude: ["CrashPoint"]),
    tests("Synthesis", ["OutcomeModel"], exclude: ["Reference"]),
    tests("AshiCommands", ["Analysis", "Intake", "OutcomeModel", "Store", arguments, grdb]),
    program("ashi"), program("ashi-ingest"), program("ashi-derive"), program("ashi-analyze"),
    program("ashi-report"), program("ashi-deliver"), program("ashi-synth"),
  ],
  cxxLanguageStandard: .cxx17
)
