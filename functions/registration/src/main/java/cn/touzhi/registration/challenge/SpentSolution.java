package cn.touzhi.registration.challenge;

import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;

/**
 * That a challenge's solution was used.
 *
 * @param verification what it was solved for
 * @param expiresAt the challenge's end
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "CHALLENGE#{challenge} / CHALLENGE",
        pathFromSubject = "none: it ends by itself with the challenge, and nothing leads to it")
record SpentSolution(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.VERIFICATION,
                clause = "5.2")
        String verification,

        @NotPersonal("the challenge's end") Instant expiresAt) {}
