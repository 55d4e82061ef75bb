package cn.touzhi.registration.staff;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Channel;

/** Staff as it helps people in a world of a test. */
public final class StaffDesk {
    private final Office office;

    public StaffDesk(LocalDynamo local, World world) {
        this.office = new Office(local, world);
    }

    /** Freezes an account. */
    public void freezes(SubjectId subject) {
        office.does(office.request("freeze", subject));
    }

    /** Gives an account back to the holder of an e-mail address; what staff is told. */
    public String returns(SubjectId subject, String email) {
        return office.ask(office.returning(subject, Channel.EMAIL, new EmailAddress(email)))
                .toString();
    }
}
