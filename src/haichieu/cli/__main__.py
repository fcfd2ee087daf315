from haichieu.cli.main import main

main(prog_name="haichieu")
