using Gateway.Hosting;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Hosting;

public sealed class DataFolderTests
{
    [Test]
    public void A_new_folder_is_made_for_its_owner_alone()
    {
        using var place = new TestFolder();
        using var folder = DataFolder.Open(place["deep/data"]);

        Assert.That(File.GetUnixFileMode(folder.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Test]
    public void An_existing_folder_keeps_its_mode()
    {
        using var place = new TestFolder();
        const UnixFileMode open = (UnixFileMode)0b111_101_101;
        File.SetUnixFileMode(place.Path, open);
        using var folder = DataFolder.Open(place.Path);

        Assert.That(File.GetUnixFileMode(place.Path), Is.EqualTo(open));
    }

    [Test]
    public void A_second_one_on_the_folder_is_refused_with_the_folder_and_the_pid_each_time()
    {
        using var place = new TestFolder();
        using (DataFolder.Open(place.Path))
        {
            for (var attempt = 0; attempt < 2; attempt++)
            {
                Assert.That(
                    () => DataFolder.Open(place.Path),
                    Throws.TypeOf<StartRefusedException>().With.Message.Contains(place.Path).And.Message.Contains($"pid {Environment.ProcessId}"));
            }
        }

        using var afterwards = DataFolder.Open(place.Path);
        Assert.That(afterwards.Path, Is.EqualTo(place.Path));
    }

    [Test]
    public void A_path_that_is_a_file_is_refused_with_the_key_to_set()
    {
        using var place = new TestFolder();
        File.WriteAllText(place["data"], "");

        Assert.That(() => DataFolder.Open(place["data"]), Throws.TypeOf<StartRefusedException>().With.Message.Contains("Gateway:DataFolder"));
    }

    [Test]
    public void The_node_keeps_its_id_and_another_folder_is_another_node()
    {
        using var place = new TestFolder();
        Guid first;
        using (var folder = DataFolder.Open(place["a"]))
            first = folder.Node.Id;
        using var again = DataFolder.Open(place["a"]);
        using var other = DataFolder.Open(place["b"]);

        Assert.That(again.Node.Id, Is.EqualTo(first));
        Assert.That(other.Node.Id, Is.Not.EqualTo(first));
    }

    [Test]
    public void A_damaged_node_id_is_refused_and_the_lock_is_free_again()
    {
        using var place = new TestFolder();
        File.WriteAllText(place["node"], "no id");

        Assert.That(() => DataFolder.Open(place.Path), Throws.TypeOf<StartRefusedException>().With.Message.Contains(place["node"]));
        File.Delete(place["node"]);
        using var folder = DataFolder.Open(place.Path);
        Assert.That(folder.Node.Id, Is.Not.EqualTo(Guid.Empty));
    }
}
