package org.sngateway.gateway.homeassistant;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What Home Assistant takes as an object id: {@code [a-zA-Z0-9_-]+} (its documentation, "Discovery topic"). */
class ObjectIdTest {
    private static final String LEGAL = "[a-zA-Z0-9_-]+";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "therm-0007|sn_gateway_gw1_client_therm-0007",
                "a_b|sn_gateway_gw1_client_a__b",
                "a/b|sn_gateway_gw1_client_a_2Fb",
                "a/<b>+#|sn_gateway_gw1_client_a_2F_3Cb_3E_2B_23",
                "\u00e4\u4e2d|sn_gateway_gw1_client__C3_A4_E4_B8_AD"
            })
    void isReadableWhereTheClientIdIs(String clientId, String objectId) {
        assertThat(ObjectId.ofClient("gw1", clientId)).isEqualTo(objectId);
    }

    /** Client ids that look like what others are written as. */
    @Provide
    Arbitrary<String> clientIds() {
        Arbitrary<String> nasty = Arbitraries.of(
                        "_",
                        "__",
                        "_2F",
                        "2F",
                        "/",
                        "_client_",
                        "client",
                        "_hash_",
                        "a",
                        "A",
                        "+",
                        "#",
                        "\u0000",
                        "\ud83d\ude00",
                        " ")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(nasty, Arbitraries.strings().ofMaxLength(30));
    }

    @Provide
    Arbitrary<String> gatewayNames() {
        return Arbitraries.strings()
                .withChars("ab._-")
                .ofMinLength(1)
                .ofMaxLength(4)
                .map(name -> name.replace("b", "_client_"));
    }

    @Property
    void isLegal_andNoTwoAreTheSame(
            @ForAll("gatewayNames") String gateway,
            @ForAll("clientIds") String one,
            @ForAll("gatewayNames") String otherGateway,
            @ForAll("clientIds") String other) {
        // Client ids are UTF-8, which has no halves of characters.
        Assume.that(isText(one) && isText(other));
        String first = ObjectId.ofClient(gateway, one);
        String second = ObjectId.ofClient(otherGateway, other);
        assertThat(first).matches(LEGAL).isNotEqualTo(ObjectId.ofGateway(otherGateway));
        assertThat(first.equals(second)).isEqualTo(gateway.equals(otherGateway) && one.equals(other));
    }

    private static boolean isText(String text) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Property
    void staysShort(@ForAll("clientIds") String clientId, @ForAll("clientIds") String other) {
        Assume.that(isText(clientId) && isText(other) && !clientId.equals(other));
        String prefix = "/".repeat(100);
        String objectId = ObjectId.ofClient("gw1", prefix + clientId);
        assertThat(objectId).matches(LEGAL).hasSizeLessThanOrEqualTo(160);
        assertThat(objectId).isNotEqualTo(ObjectId.ofClient("gw1", prefix + other));
    }
}
