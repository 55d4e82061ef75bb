package cn.touzhi.local.aws.kms;

/** Whether a key may be used; spelt as KMS spells it. */
enum KeyState {
    Enabled,
    Disabled,
    PendingDeletion
}
