using Gateway.Admin.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Admin.Http;

/// <summary>
/// The last resort of the admin listener: a dependency that is away is 503, a bug is 500 with a trace id and nothing of its
/// inside. Says it in the log, since nobody else will.
/// </summary>
sealed partial class ApiErrors(RequestDelegate next, StoreReady database, ILogger<ApiErrors> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone; nobody reads an answer.
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await Problems.Of(bad.StatusCode, "The request cannot be read", bad.Message).ExecuteAsync(http);
        }
        catch (Exception failed) when (!http.Response.HasStarted && (IsAway(failed) || !database.IsReady))
        {
            Log.Away(log, http.Request.Method, http.Request.Path, failed.Message);
            http.Response.Headers.RetryAfter = "2";
            await Problems.Of(StatusCodes.Status503ServiceUnavailable, "The database is away", "Traffic is served as before; try again in a moment.").ExecuteAsync(http);
        }
        catch (Exception failed) when (!http.Response.HasStarted)
        {
            Log.Failed(log, failed, http.Request.Method, http.Request.Path);
            await Problems.Of(StatusCodes.Status500InternalServerError, "The gateway made a mistake", $"It is in the log under {http.TraceIdentifier}.").ExecuteAsync(http);
        }
    }

    static bool IsAway(Exception failed) => failed switch
    {
        PostgresException answered => answered.SqlState is ['0', '8', ..] or ['5', '7', 'P', ..] or ['5', '3', ..],
        NpgsqlException => true,
        TimeoutException => true,
        { InnerException: { } inner } => IsAway(inner),
        _ => false,
    };

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Method} {Path} cannot be answered, the database is away: {Error}")]
        public static partial void Away(ILogger log, string method, string path, string error);

        [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
        public static partial void Failed(ILogger log, Exception failed, string method, string path);
    }
}
