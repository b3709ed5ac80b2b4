// Special functions of statistics behind a C face, computed by Boost.Math (header only).
//
// Every function is total: an argument outside the domain, or a search that does not converge,
// gives NaN and never raises; overflow gives infinity and underflow a denormal or zero. All are
// safe to call from several threads.
#ifndef ASHI_CSPECIALFUNCTIONS_H
#define ASHI_CSPECIALFUNCTIONS_H

#ifdef __cplusplus
extern "C" {
#endif

/// Lower and upper tail of the standard normal, and the quantile of a lower or upper tail area.
double ashi_normal_lower(double x);
double ashi_normal_upper(double x);
double ashi_normal_quantile(double lower_area);
double ashi_normal_quantile_upper(double upper_area);

/// Student's t with `df` > 0 degrees of freedom (any real).
double ashi_student_upper(double x, double df);
double ashi_student_quantile_upper(double upper_area, double df);

/// Noncentral t: lower tail, upper tail at `x`.
double ashi_noncentral_student_lower(double x, double df, double noncentrality);
double ashi_noncentral_student_upper(double x, double df, double noncentrality);

/// Chi-square, upper tail.
double ashi_chi_square_upper(double x, double df);

/// F, upper tail.
double ashi_f_upper(double x, double df_numerator, double df_denominator);

/// Regularised incomplete beta I_x(a, b), and its quantiles by a lower or an upper area.
double ashi_beta_lower(double x, double a, double b);
double ashi_beta_quantile(double lower_area, double a, double b);
double ashi_beta_quantile_upper(double upper_area, double a, double b);

/// gamma(z) / gamma(z + delta), without overflow for large z.
double ashi_gamma_delta_ratio(double z, double delta);


#ifdef __cplusplus
}
#endif

#endif
