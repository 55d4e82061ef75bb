package cn.touzhi.kernel;

/** An identifier that says nothing about anyone by itself, and may therefore stand in logs, events and keys. */
public interface OpaqueId {
    /** The identifier as text, safe in a URL. */
    String value();
}
