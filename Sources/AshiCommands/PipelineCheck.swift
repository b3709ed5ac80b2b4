import Analysis
import Intake
import Nightly
import OutcomeModel
import StrictYAML

/// Reads every file that a pipeline names, so that all mistakes are told before anything is written.
enum PipelineCheck {
  /// Reads the profiles, the plan and the claims of a pipeline.
  ///
  /// - Throws: `ConfigurationError` with the problems of all of them.
  static func run(_ pipeline: Pipeline) throws {
    var problems: [ConfigurationProblem] = []
    var keys = GroupVocabulary.standardKeys
    for path in pipeline.inputs.compactMap(\.profile) {
      do {
        keys += try ProfileFile.load(path).groups.map(\.key)
      } catch let error as ConfigurationError {
        problems += error.problems
      }
    }
    var plan: PlanFile?
    do {
      plan = try PlanReader.read(
        text: try ConfigurationFile.text(pipeline.plan), path: pipeline.plan, groupKeys: keys)
    } catch let error as ConfigurationError {
      problems += error.problems
    }
    // Claims name the plan's populations, so they are read where the plan can be.
    if let path = pipeline.claims, let plan {
      do {
        _ = try ClaimsReader.read(
          text: try ConfigurationFile.text(path), path: path, plan: plan, groupKeys: keys)
      } catch let error as ConfigurationError {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw ConfigurationError(problems) }
  }
}
