namespace Gateway.Capture;

/// <summary>What makes an exchange one that nobody sent: it takes the upstream's place once the request may pass.</summary>
interface ITrial
{
    void TakePlace(HttpContext http);
}
