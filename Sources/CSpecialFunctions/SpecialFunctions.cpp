#include "CSpecialFunctions.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/complement.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <limits>

namespace {

namespace policies = boost::math::policies;

// Errors come back as values (NaN, infinity): a C++ exception must never cross into Swift.
using quiet = policies::policy<
    policies::domain_error<policies::ignore_error>,
    policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>,
    policies::rounding_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>>;

using normal = boost::math::normal_distribution<double, quiet>;
using student = boost::math::students_t_distribution<double, quiet>;
using noncentral_student = boost::math::non_central_t_distribution<double, quiet>;
using chi_square = boost::math::chi_squared_distribution<double, quiet>;
using fisher = boost::math::fisher_f_distribution<double, quiet>;

using boost::math::cdf;
using boost::math::complement;
using boost::math::quantile;

// The policy keeps Boost from throwing on purpose; this keeps out what it throws regardless (an
// allocation, an internal check), so that a C caller never sees an exception.
template <typename Body>
double guarded(Body body) noexcept {
  try {
    return body();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

double ashi_normal_lower(double x) {
  return guarded([=] { return cdf(normal(), x); });
}

double ashi_normal_upper(double x) {
  return guarded([=] { return cdf(complement(normal(), x)); });
}

double ashi_normal_quantile(double lower_area) {
  return guarded([=] { return quantile(normal(), lower_area); });
}

double ashi_normal_quantile_upper(double upper_area) {
  return guarded([=] { return quantile(complement(normal(), upper_area)); });
}

double ashi_student_upper(double x, double df) {
  return guarded([=] { return cdf(complement(student(df), x)); });
}

double ashi_student_quantile_upper(double upper_area, double df) {
  return guarded([=] { return quantile(complement(student(df), upper_area)); });
}

double ashi_noncentral_student_lower(double x, double df, double noncentrality) {
  return guarded([=] { return cdf(noncentral_student(df, noncentrality), x); });
}

double ashi_noncentral_student_upper(double x, double df, double noncentrality) {
  return guarded([=] { return cdf(complement(noncentral_student(df, noncentrality), x)); });
}

double ashi_chi_square_upper(double x, double df) {
  return guarded([=] { return cdf(complement(chi_square(df), x)); });
}

double ashi_f_upper(double x, double df_numerator, double df_denominator) {
  return guarded([=] { return cdf(complement(fisher(df_numerator, df_denominator), x)); });
}

double ashi_beta_lower(double x, double a, double b) {
  return guarded([=] { return boost::math::ibeta(a, b, x, quiet()); });
}

double ashi_beta_quantile(double lower_area, double a, double b) {
  return guarded([=] { return boost::math::ibeta_inv(a, b, lower_area, quiet()); });
}

double ashi_beta_quantile_upper(double upper_area, double a, double b) {
  return guarded([=] { return boost::math::ibetac_inv(a, b, upper_area, quiet()); });
}

double ashi_gamma_delta_ratio(double z, double delta) {
  return guarded([=] { return boost::math::tgamma_delta_ratio(z, delta, quiet()); });
}
