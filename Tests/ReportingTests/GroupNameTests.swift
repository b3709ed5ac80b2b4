import Analysis
import OutcomeModel
import Testing

@testable import Reporting

@Suite struct GroupNameTests {
  @Test(arguments: [
    ("all", "Everyone"), ("acuity=acute", "Acute"), ("acuity=unknown", "Onset not known"),
    ("condition=herniated_disc", "Herniated disc"),
    ("sciatica_cause=pregnancy", "Sciatica, in pregnancy"),
    ("acuity=chronic|condition=strain", "Chronic, Strain"),
    ("tcm_pattern=qi_stagnation", "Pattern: qi stagnation"),
    ("arm=a\\|b\\=c\\\\d", "Arm: a|b=c\\d"), ("clinic=", "Clinic: not given"),
  ])
  func names(group: String, name: String) {
    #expect(GroupName.of(group) == name)
  }

  @Test func noConditionOrAcuityShowsItsCode() {
    for condition in Condition.allCases {
      let name = GroupName.of("condition=" + condition.name)
      #expect(!name.contains("_") && !name.contains("="))
    }
    for cause in SciaticaCause.allCases {
      #expect(!GroupName.of("sciatica_cause=" + cause.name).contains("_"))
    }
    for acuity in Acuity.allCases {
      #expect(!GroupName.of("acuity=" + acuity.name).contains("="))
    }
  }

  /// Every key and every value that ashi knows, and values of lists that a visit has.
  @Test func noKeyOrValueOfAPlanShowsItsCode() {
    let values = [
      "modality": [
        "electro", "cupping", "infrared", "auricular", "herbs", "plaster", "nutrition", "moxa",
        "gua_sha", "exercise", "strength", "posture", "yoga", "qigong", "meditation",
      ],
      "tcm_pattern": ["kidney_yin", "damp_cold"],
      "concurrent_care": ["physio", "chiropractic", "medication"],
      "adverse_event": ["bruising", "none"], "event_kind": ["bruising"],
      "adverse_event_reporter": ["patient", "practitioner"],
      "event_reporter": ["patient", "practitioner"], "month": ["2026-03"], "quarter": ["2026Q1"],
      "year": ["2026"], "scored_at": ["week6", "last"],
    ]
    // A clinic's own words have the key before them; of all other keys the words say it.
    let own: Set = ["clinic", "practitioner", "sex", "diagnosis"]
    for key in GroupVocabulary.standardKeys + ["event_kind", "event_reporter"] {
      let known = (GroupVocabulary.values(of: key) ?? values[key] ?? [])
      #expect(!known.isEmpty || own.contains(key), "\(key) has no values to be tested with")
      for value in known + known.map({ "!" + $0 }) + ["unknown"] {
        let name = GroupName.of(key + "=" + value)
        let told = GroupName.inSentence(key + "=" + value, GroupNames())
        for text in [name, told] {
          #expect(!text.contains { "_=<>!|".contains($0) }, "\(key)=\(value) is called \(text)")
          #expect(
            !text.lowercased().hasPrefix(key.split(separator: "_").joined(separator: " ") + ":"),
            "\(key)=\(value) is called \(text)")
        }
        #expect(!name.lowercased().hasSuffix(": unknown"), "\(name)")
      }
    }
    #expect(GroupName.of("onset_delay=>84") == "Came more than 84 days after the pain began")
    #expect(GroupName.of("modality=infrared") == "With infrared heat")
    #expect(GroupName.of("modality=!gua_sha") == "Without gua sha")
    #expect(GroupName.of("concurrent_care=unknown") == "Other care not noted")
    #expect(GroupName.of("quarter=2026Q1") == "Began in January 2026 to March 2026")
    #expect(GroupName.inSentence("month=2026-03", GroupNames()) == "began in March 2026")
    #expect(GroupName.inSentence("sex=f", GroupNames()) == "sex: f")
  }

  @Test func figuresAreNamedAsOneWouldSayThem() {
    func label(_ endpoint: String, _ window: String, _ group: String) -> String {
      FigureLabel.of(
        ResultRow(
          endpoint: endpoint, window: window, population: "p", group: group, n: 1, nMissing: 0,
          nNotApplicable: 0, nNotDue: 0, statistic: "proportion"),
        [])
    }
    #expect(
      label("adverse_event", "per_treatment", "event_reporter=practitioner")
        == "Side effects per treatment, reported by the practitioner")
    #expect(
      label("adverse_event", "per_patient", "event_kind=bleeding")
        == "People with a side effect, bleeding")
    #expect(
      label("course_change", "last", "condition=other")
        == "Change at the last score, other conditions")
  }
}
