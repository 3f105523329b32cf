using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

static class ProtectionRingRegistration
{
    public static IServiceCollection AddProtectionRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("gateway");
        return services
            .AddSingleton<ProtectionRing>()
            .AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
            {
                options.XmlRepository = provider.GetRequiredService<ProtectionRing>();
                options.XmlEncryptor = new ProtectionKeyCipher(provider);
            }));
    }
}
