namespace Gateway.Analytics.Events;

/// <summary>
/// Why an exchange failed or was refused. A closed set; the numbers are stored, so never reorder or reuse them.
/// Up to 99: the forwarder's own errors; from 100: the policy that refused; from 200: what the gateway met before forwarding.
/// </summary>
public enum Reason : short
{
    None = 0,

    ConnectFailed = 1,
    TimedOut = 2,
    ClientClosedRequest = 3,
    RequestBodyCanceled = 4,
    RequestBodyClient = 5,
    RequestBodyDestination = 6,
    ResponseBodyCanceled = 7,
    ResponseBodyClient = 8,
    ResponseBodyDestination = 9,
    UpgradeCanceled = 10,
    UpgradeClient = 11,
    UpgradeDestination = 12,
    NoDestination = 13,
    RequestCreation = 14,
    ResponseHeaders = 15,

    KeyMissing = 100,
    KeyMalformed = 101,
    KeyUnknown = 102,
    KeyExpired = 103,
    KeyRevoked = 104,
    KeySuspended = 105,
    KeyNotAllowed = 106,
    BodyTooLarge = 107,
    TokenMissing = 108,
    TokenMalformed = 109,
    TokenExpired = 110,
    TokenNotYetValid = 111,

    /// <summary>Signature, algorithm, issuer or audience.</summary>
    TokenInvalid = 112,

    /// <summary>A valid token without a scope or claim that the route asks for.</summary>
    TokenScope = 113,

    /// <summary>A token could not be checked: its key is not known, and its issuer does not answer. The gateway's failure.</summary>
    IssuerAway = 114,

    /// <summary>The route rests on purpose.</summary>
    Maintenance = 115,

    NoRoute = 200,
    MethodNotAllowed = 201,
    BadRequest = 202,
    GatewayFault = 203,
}
