package cn.touzhi.resumes.resume;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What everybody who searches sees")
class ContactLeaksTest {
    @ParameterizedTest
    @Clause("38")
    @ValueSource(
            strings = {
                "13800138000",
                "电话 138 0013 8000",
                "138-0013-8000",
                "１３８００１３８０００",
                "一三八零零一三八零零零",
                "幺三八〇〇幺三八〇〇〇",
                "壹叁捌零零壹叁捌零零零",
                "138.0013.8000 Java",
                "+86 13800138000",
                "008613800138000",
                "1\u200b3\u200b8\u200b0013\u200b8000",
                "①③⑧⓪⓪①③⑧⓪⓪⓪",
                "١٣٨٠٠١٣٨٠٠٠",
                "0871-65123456",
                "Java 17 13800138000",
                "13800138000/2",
                "2024 13800138000",
                "t.me/xiaoming",
                "微信 xiaoming_95",
                "微信号：xiaoming",
                "vx: lixiaoming",
                "VX13800xyz",
                "wx=abcdef",
                "WeChat: li_xiaoming",
                "V信是xiaoming",
                "QQ 123456789",
                "扣扣：１２３４５６",
                "qq号一二三四五六",
                "li@example.com",
                "li＠example．com",
                "li (at) example dot com",
                "li艾特example点com",
                "https://t.me/x",
                "www.example.org",
                "example.com",
                "11010519491231002X",
                "１１０１０５１９４９１２３１００２ｘ",
                "李小明",
                "李 小 明的技能",
                "李·小·明"
            })
    @DisplayName("must not say")
    void leaks(String text) {
        assertThat(ContactLeaks.says(text, "李小明")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java",
                "C++11",
                "C#",
                "Node.js",
                "Vue.js 3.4",
                "ASP.NET Core",
                "Spring Boot 3.2.1",
                "5年经验",
                "五年经验",
                "2019-2023",
                "20192023",
                "一九九五年毕业",
                "月薪15000-20000",
                "微信小程序",
                "企业微信开发",
                "微信支付 V3",
                "WeChat Mini Program",
                "QQ音乐推广",
                "wxPython",
                "三维建模",
                "一百二十人团队",
                "ISO 9001:2015",
                "RFC 5545",
                "小明同学",
                "客户端",
                "client",
                "100000000 级数据",
                "PMP",
                "英语六级 580 分",
                "TCP/IP",
                "10.0.0.1 网络",
                "@Transactional 注解"
            })
    @DisplayName("may say")
    void fine(String text) {
        assertThat(ContactLeaks.says(text, "李小明")).isFalse();
        assertThat(ContactLeaks.says(text, "Li")).isFalse();
        assertThat(ContactLeaks.says(text, null)).isFalse();
    }
}
