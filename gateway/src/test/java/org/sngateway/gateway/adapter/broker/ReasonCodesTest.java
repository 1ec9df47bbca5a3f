package org.sngateway.gateway.adapter.broker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.ReturnCode;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonCodesTest {

    @ParameterizedTest
    @CsvSource({"0,0", "1,3", "2,3", "3,1", "4,3", "5,3"})
    @Covers("SN12-CONN-04")
    void mapsConnAckOfMqtt3(int code, int returnCode) {
        assertThat(ReasonCodes.ofConnAck3(code)).isEqualTo(ReturnCode.of(returnCode));
    }

    @ParameterizedTest
    @CsvSource({
        "0x00,0", "0x80,3", "0x84,3", "0x85,3", "0x86,3", "0x87,3", "0x88,1", "0x89,1", "0x8A,3", "0x95,3", "0x97,1",
        "0x9B,3", "0x9C,1", "0x9D,1", "0x9F,1", "0xFF,3"
    })
    @Covers("SN12-CONN-04")
    void mapsConnAckOfMqtt5(String code, int returnCode) {
        assertThat(ReasonCodes.ofConnAck5(Integer.decode(code))).isEqualTo(ReturnCode.of(returnCode));
    }

    @ParameterizedTest
    @CsvSource({"0x00,0", "0x10,0", "0x80,3", "0x83,3", "0x87,3", "0x90,2", "0x91,3", "0x97,1", "0x99,3"})
    @Covers("SN12-PUBC-12")
    void mapsPubAckAndPubRec(String code, int returnCode) {
        assertThat(ReasonCodes.ofPublish(Integer.decode(code))).isEqualTo(ReturnCode.of(returnCode));
    }

    @Test
    @Covers("SN12-SUB-09")
    void mapsSubAck() {
        assertThat(ReasonCodes.ofSubAck(0x80)).isEqualTo(ReturnCode.NOT_SUPPORTED);
        assertThat(ReasonCodes.ofSubAck(0x8F)).isEqualTo(ReturnCode.NOT_SUPPORTED);
        assertThat(ReasonCodes.ofSubAck(0x97)).isEqualTo(ReturnCode.CONGESTION);
        assertThat(ReasonCodes.ofSubAck(2)).isEqualTo(ReturnCode.ACCEPTED);
    }
}
