package org.sngateway.gateway.adapter.http;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sngateway.gateway.browser.Axe;
import org.sngateway.gateway.browser.Browser;
import org.sngateway.gateway.browser.Tab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every page in a real browser, in both colours, wide and on a phone, over devices that try to harm it: it complains of
 * nothing, is usable by axe-core's rules, and needs no scrolling sideways.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesIT {
    private final Axe axe = new Axe();
    private FakeGateway gateway;
    private Browser browser;
    private Tab tab;

    /** A page, what must be there when it is shown, and how it is looked at. */
    record Look(String page, String ready, int width, boolean dark) {}

    static List<Look> looks() {
        List<Look> looks = new ArrayList<>();
        for (int width : new int[] {1280, 390}) {
            for (boolean dark : new boolean[] {false, true}) {
                looks.add(new Look("", ".chart canvas", width, dark));
                looks.add(new Look("devices", "tbody tr", width, dark));
                looks.add(new Look("devices/" + encoded(FakeFleet.HOSTILE.get(0)), ".strip svg", width, dark));
                looks.add(new Look("topics", "tbody tr", width, dark));
                looks.add(new Look("trace", ".packets li", width, dark));
                looks.add(new Look("forwarders", "tbody tr", width, dark));
                looks.add(new Look("gateway", "tbody tr", width, dark));
                looks.add(new Look("dead-letters", "tbody tr", width, dark));
            }
        }
        return looks;
    }

    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        gateway = new FakeGateway(20, 0);
        browser = Browser.start(folder);
        tab = browser.open();
        tab.size(1280, 900);
        tab.go("http://127.0.0.1:" + gateway.port() + "/#t=" + FakeGateway.TOKEN);
        tab.await("document.querySelector('.tiles')");
    }

    @AfterAll
    void close() {
        tab.close();
        browser.close();
        gateway.close();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void isSoundInEveryLook(Look look) {
        tab.size(look.width(), 850);
        tab.dark(look.dark());
        tab.evaluate("location.hash = '#/" + look.page() + "'");
        tab.await("document.querySelector('main " + look.ready() + "') && !document.querySelector('main .loading')");

        assertThat(tab.evaluate(
                        "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"))
                .as("pixels to scroll sideways")
                .isEqualTo(0);
        assertThat(axe.violations(tab)).isEmpty();
        assertThat(
                        tab.evaluate(
                                "document.querySelectorAll('main script, main img, main u, main i, main [onclick], main [style*=expression]').length"))
                .as("elements made of what devices say")
                .isEqualTo(0);
        assertThat(tab.complaints()).isEmpty();
    }
}
