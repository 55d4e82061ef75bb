package cn.touzhi.jobs.employer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What an employer says of itself.
 *
 * @param name as it is registered
 * @param licenceNumber of its business licence
 * @param licenceIssuedOn the licence's date
 * @param authorisedAt when it authorised whoever acts for it here; empty if it hasn't
 */
public record EmployerDetails(
        String name, String licenceNumber, LocalDate licenceIssuedOn, Optional<Instant> authorisedAt) {}
