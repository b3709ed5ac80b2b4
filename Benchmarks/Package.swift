// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses ashi builds it.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "ashi-benchmarks",
  dependencies: [.package(name: "ashi", path: "../")],
  targets: [
    .executableTarget(
      name: "StatisticsBenchmark",
      dependencies: [.product(name: "Statistics", package: "ashi")],
      swiftSettings: strict),
    .executableTarget(
      name: "IntakeBenchmark",
      dependencies: [.product(name: "Intake", package: "ashi")], swiftSettings: strict),
  ]
)
