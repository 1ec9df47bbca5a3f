package org.sngateway.gateway.adapter.http;

/** Who may come in. Called on the server's thread; short. */
public interface AccessTokens {

    /** Whether this is the token. How long that takes says nothing about how much of it is right. */
    boolean isRight(String token);

    /** What a browser is given for the token, and shows from then on. The token cannot be found out from it. */
    String pass();

    /** Whether this is the pass of the token that counts now. */
    boolean isPass(String pass);
}
