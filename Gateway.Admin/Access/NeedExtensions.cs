using Microsoft.AspNetCore.Builder;

namespace Gateway.Admin.Access;

static class NeedExtensions
{
    /// <summary>Declares what the endpoint, or each of a group's, asks of its caller. The innermost declaration counts.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Need need)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder =>
        {
            if (!builder.Metadata.OfType<NeedMetadata>().Any())
                builder.Metadata.Add(new NeedMetadata(need));
        });
        return endpoint;
    }
}
