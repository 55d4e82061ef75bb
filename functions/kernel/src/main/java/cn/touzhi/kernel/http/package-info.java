/**
 * What every function that answers HTTP has in common: what gets in, how refusals read, and what each answer carries.
 *
 * <p>{@link cn.touzhi.kernel.http.HttpFunction} stands in front of Micronaut and lets in only what controllers may
 * see; {@link cn.touzhi.kernel.http.StrictBodyReader} reads bodies; {@link cn.touzhi.kernel.http.Problem} is every
 * refusal (RFC 9457).
 */
package cn.touzhi.kernel.http;
