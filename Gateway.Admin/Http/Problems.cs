using Gateway.Admin.Contract;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Http;

/// <summary>Errors as <c>application/problem+json</c>.</summary>
static class Problems
{
    public static IResult Of(int status, string title, string? detail = null) =>
        TypedResults.Problem(title: title, detail: detail, statusCode: status);

    /// <summary>422: understood, and refused with everything that is wrong.</summary>
    public static IResult Refused(FieldErrors errors) => WithErrors(StatusCodes.Status422UnprocessableEntity, "The document was refused", errors);

    /// <summary>400: not readable as what it should be.</summary>
    public static IResult Malformed(string detail) => Of(StatusCodes.Status400BadRequest, "The request cannot be read", detail);

    public static IResult WithErrors(int status, string title, FieldErrors errors) =>
        TypedResults.Problem(
            title: title,
            detail: "See errors: each names its field, what is wrong and what is accepted.",
            statusCode: status,
            extensions: new Dictionary<string, object?> { ["errors"] = errors.ToProblem() });

    public static IResult NotFound(string collection, string id) =>
        Of(StatusCodes.Status404NotFound, "Not found", $"There is no '{id}' among the {collection} you may see.");

    /// <summary>503 where something outside has to say what the caller may do, and does not.</summary>
    public static IResult Away(string who) =>
        Of(StatusCodes.Status503ServiceUnavailable, $"{who} is away", $"{who} has to say what you may do and does not answer. Try again in a moment.");

    /// <summary>409 with the reason; null without one.</summary>
    public static IResult? Conflict(string? reason) =>
        reason is null ? null : Of(StatusCodes.Status409Conflict, "Not as things are", reason);

    /// <summary>412, with what is there now when it is told.</summary>
    public static IResult Stale(object current) => TypedResults.Problem(
        title: "Somebody else changed it",
        detail: "The version in If-Match is not the current one. Read it again and repeat your change.",
        statusCode: StatusCodes.Status412PreconditionFailed,
        extensions: new Dictionary<string, object?> { ["current"] = current });

    public static IResult Stale() =>
        Of(StatusCodes.Status412PreconditionFailed, "Somebody else changed it", "The version in If-Match is not the current one. Read it again and repeat your change.");
}
