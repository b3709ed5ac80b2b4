import OutcomeModel

/// The settings of a plan as the methods section prints them.
enum PrintedSettings {
  static func list(_ plan: PlanFile) -> [AnalysisResult.Setting] {
    let settings = plan.settings
    var list = [
      AnalysisResult.Setting(name: "plan_sha256", value: plan.hash),
      AnalysisResult.Setting(name: "gap_days", value: String(settings.gapDays)),
      AnalysisResult.Setting(name: "acute_days", value: String(settings.acuteDays)),
      AnalysisResult.Setting(name: "chronic_days", value: String(settings.chronicDays)),
    ]
    for window in settings.windows {
      list.append(
        AnalysisResult.Setting(
          name: "window_" + window.name,
          value: "days \(window.low) to \(window.high), nearest \(window.target)"))
    }
    if let claims = plan.claims {
      list.append(AnalysisResult.Setting(name: "claims_sha256", value: claims.hash))
    }
    return list
  }
}
