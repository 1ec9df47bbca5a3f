package org.sngateway.gateway.session.port;

/** A method for each kind of {@link ControlRequest}. */
public interface ControlVisitor {
    void visit(ControlRequest.Kick request);

    void visit(ControlRequest.Forget request);

    void visit(ControlRequest.Drop request);

    void visit(ControlRequest.Flush request);

    void visit(ControlRequest.Subscribe request);

    void visit(ControlRequest.Unsubscribe request);

    void visit(ControlRequest.Publish request);
}
