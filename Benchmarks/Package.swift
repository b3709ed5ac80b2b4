// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses ashi builds it.
let package = Package(
  name: "ashi-benchmarks",
  dependencies: [.package(name: "ashi", path: "../")],
  targets: [
    .executableTarget(
      name: "StatisticsBenchmark",
      dependencies: [.product(name: "Statistics", package: "ashi")],
      swiftSettings: [
        .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ]
)
