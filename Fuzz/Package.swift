// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets, one for each reader of foreign bytes. They are a package of their own, since every
// object must be built for the fuzzer; the sources are links to those of ashi.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Fuzz",
  targets: [
    .target(name: "OutcomeModel", swiftSettings: strict),
    .target(name: "CByteScan"), .target(name: "CMappedFile"),
    .target(name: "ParallelChunks", swiftSettings: strict),
    .target(
      name: "DelimitedText", dependencies: ["ParallelChunks", "CByteScan", "CMappedFile"],
      swiftSettings: strict),
    .executableTarget(
      name: "FuzzDelimitedText", dependencies: ["DelimitedText"], swiftSettings: strict),
    .executableTarget(
      name: "FuzzPainGrammar", dependencies: ["OutcomeModel"], swiftSettings: strict),
  ]
)
