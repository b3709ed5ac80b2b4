import OutcomeModel
import Testing

@testable import Reporting

@Suite struct GroupNameTests {
  @Test(arguments: [
    ("all", "Everyone"), ("acuity=acute", "Acute"), ("acuity=unknown", "Onset not known"),
    ("condition=herniated_disc", "Herniated disc"),
    ("sciatica_cause=pregnancy", "Sciatica, in pregnancy"),
    ("acuity=chronic|condition=strain", "Chronic, Strain"),
    ("tcm_pattern=qi_stagnation", "Tcm pattern: qi stagnation"),
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
