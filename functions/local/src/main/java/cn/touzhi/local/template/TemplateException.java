package cn.touzhi.local.template;

/** What is wrong with the template, in one sentence for whoever wrote it: the logical id, the property, the reason. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TemplateException(String sentence) {
        super(sentence);
    }
}
