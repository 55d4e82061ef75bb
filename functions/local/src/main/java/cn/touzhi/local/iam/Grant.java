package cn.touzhi.local.iam;

/**
 * One thing that a statement allows: the smallest piece that could be left out of the template.
 *
 * @param owner the role, key or policy that holds the statement, by logical id
 * @param sid the statement's Sid; empty where it has none
 * @param action as written in the statement
 * @param resource as written in the statement, functions resolved
 */
public record Grant(String owner, String sid, String action, String resource) {}
